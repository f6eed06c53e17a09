/** A card that only writes down what it is told. */

import { Card } from "../../src/card/card";

export interface FakeCard {
  readonly card: Card;
  /** Calls by name, with what they were told. */
  readonly told: (readonly [name: string, ...rest: unknown[]])[];
  /** Takes everything: from here on the card makes nothing until `card.renew()`. */
  lose(): void;
  find(): void;
}

/** `uniforms`: names and types that every program has. */
export function fakeCard(uniforms: readonly (readonly [name: string, type: string])[] = []): FakeCard {
  const told: FakeCard["told"] = [];
  let lost = false;
  const answers: Record<string, (...rest: never[]) => unknown> = {
    isContextLost: () => lost,
    getProgramParameter: (_: unknown, what: string) => (what === "ACTIVE_UNIFORMS" ? uniforms.length : true),
    getActiveUniform: (_: unknown, at: number) => ({ name: uniforms[at]?.[0], type: uniforms[at]?.[1] }),
    getUniformLocation: (_: unknown, name: string) => name,
  };
  const gl = new Proxy({} as WebGL2RenderingContext, {
    get: (_, name: string) =>
      /^[A-Z]/.test(name)
        ? name
        : (...rest: never[]) => {
            told.push([name, ...rest]);
            if (name.startsWith("create")) return lost ? null : { made: told.length };
            return answers[name]?.(...rest);
          },
  });
  const lose = () => (lost = true);
  return { card: new Card(gl), told, lose, find: () => (lost = false) };
}
