import { afterAll, expect, test, vi } from "vitest";
import { placeOf } from "../../src/panels/chip";

vi.stubGlobal("window", { innerWidth: 1280, innerHeight: 800 });
afterAll(() => void vi.unstubAllGlobals());

const box = { offsetWidth: 100, offsetHeight: 40 };
const covered = { left: 300, right: 320, top: 44, bottom: 28 };

test("the chip stands right below its point", () => {
  expect(placeOf({ x: 500, y: 300, visible: true }, box, covered)).toBe("translate(512px, 310px)");
});

test("where a rail or the status line would hide it, it stands on the other side", () => {
  expect(placeOf({ x: 900, y: 300, visible: true }, box, covered)).toBe("translate(788px, 310px)");
  expect(placeOf({ x: 500, y: 760, visible: true }, box, covered)).toBe("translate(512px, 710px)");
});

test("without a point on the picture there is none", () => {
  expect(placeOf({ x: 500, y: 300, visible: false }, box, covered)).toBe("");
  expect(placeOf(undefined, box, covered)).toBe("");
});
