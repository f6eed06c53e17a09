import { expect, test } from "vitest";
import { Numbers } from "../../src/card/numbers";
import { type FakeCard, fakeCard } from "./fake-gl";

const sent = ({ told }: FakeCard) => told.filter(([name]) => /^buffer(Sub)?Data$/.test(name));

test("all are sent at first, then only the stretch that has changed", () => {
  const fake = fakeCard();
  const numbers = new Numbers(fake.card, new Float32Array(10), 1);
  numbers.send();
  numbers.send();
  expect(sent(fake)).toEqual([["bufferData", "ARRAY_BUFFER", numbers.array, "DYNAMIC_DRAW"]]);
  numbers.touch(2, 4);
  numbers.touch(6, 7);
  numbers.send();
  numbers.send();
  expect(sent(fake).slice(1)).toEqual([["bufferSubData", "ARRAY_BUFFER", 8, numbers.array, 2, 5]]);
});

test("what room was kept for is sent when it is drawn", () => {
  const fake = fakeCard();
  const numbers = new Numbers(fake.card, new Uint16Array(3), 1);
  numbers.reserve();
  expect(sent(fake)).toEqual([["bufferData", "ARRAY_BUFFER", 6, "DYNAMIC_DRAW"]]);
  numbers.send();
  expect(sent(fake)[1]).toEqual(["bufferSubData", "ARRAY_BUFFER", 0, numbers.array, 0, 3]);
});

test("a card that came back empty is sent everything again, and lets go of nothing it no longer has", () => {
  const fake = fakeCard();
  const numbers = new Numbers(fake.card, new Uint8Array(4), 1);
  const { buffer } = numbers.feed;
  fake.card.renew();
  numbers.dispose();
  expect(fake.told.some(([name]) => name === "deleteBuffer")).toBe(false);
  expect(numbers.feed.buffer).not.toBe(buffer);
  expect(sent(fake)).toHaveLength(2);
  numbers.dispose();
  expect(fake.told.filter(([name]) => name === "deleteBuffer")).toHaveLength(1);
});
