import { expect, test } from "vitest";
import { Program } from "../../src/card/program";
import { Table } from "../../src/card/texture";
import { fakeCard } from "./fake-gl";

const SOURCES = { vertex: "v", fragment: "f", corners: ["place"] };

test("a program is asked about once, and told each number by its own type", () => {
  const fake = fakeCard([["uSize", "FLOAT_VEC2"], ["uLoaded[0]", "UNSIGNED_INT"], ["uColors", "SAMPLER_2D"], ["uUntold", "FLOAT"]]); // biome-ignore format: a sample
  const program = new Program(fake.card, SOURCES);
  expect(fake.told.some(([name]) => name === "getProgramParameter")).toBe(false);
  const uniforms = {
    uSize: { value: [1, 2] },
    uLoaded: { value: Uint32Array.of(5) },
    uColors: { value: new Table(fake.card, new Uint8Array(4), 1) },
  };
  program.use(uniforms);
  program.use(uniforms);
  const told = fake.told.filter(([name]) => /^uniform/.test(name));
  expect(told.slice(0, 3)).toEqual([
    ["uniform2fv", "uSize", [1, 2]],
    ["uniform1uiv", "uLoaded", Uint32Array.of(5)],
    ["uniform1i", "uColors", 0],
  ]);
  expect(told).toHaveLength(6);
  expect(fake.told.filter(([name]) => name === "getActiveUniform")).toHaveLength(4);
});

test("where the card is lost a program is nothing, and it is made when the card is back", () => {
  const fake = fakeCard([["uSize", "FLOAT_VEC2"]]);
  fake.lose();
  const program = new Program(fake.card, SOURCES);
  program.use({ uSize: { value: [1, 2] } });
  fake.find();
  fake.card.renew();
  program.use({ uSize: { value: [1, 2] } });
  expect(fake.told.filter(([name]) => name === "linkProgram")).toHaveLength(1);
  expect(fake.told).toContainEqual(["uniform2fv", "uSize", [1, 2]]);
});
