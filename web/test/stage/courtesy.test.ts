import { expect, test } from "vitest";
import { opening } from "../../src/geometry/view";
import { Courtesy } from "../../src/stage/courtesy";
import { Motion } from "../../src/stage/motion";

function turning(software: boolean) {
  const [motion, told] = [new Motion(opening(3)), [] as boolean[]];
  motion.orbit(30_000);
  return { motion, told, courtesy: new Courtesy(motion, software, (on) => told.push(on)) };
}

test("slow frames end the turn, but not a few of them among quick ones", () => {
  const { motion, courtesy } = turning(true);
  for (let frame = 0; frame < 20; frame++) courtesy.spent(frame % 2 ? 20 : 200);
  expect(motion.turning).toBe(true);
  for (let frame = 0; frame < 5; frame++) courtesy.spent(200);
  expect(motion.turning).toBe(false);
});

test("that the processor draws a turning picture is told once, and that it does so no more", () => {
  const { motion, courtesy, told } = turning(true);
  courtesy.look();
  courtesy.look();
  motion.orbit(0);
  courtesy.look();
  expect(told).toEqual([true, false]);
});

test("a graphics card is not strained", () => {
  const { courtesy, told } = turning(false);
  courtesy.look();
  expect(told).toEqual([]);
});
