/** A number and its noun. A part of `words.ts`. */

import { count } from "../store/formats";

export const plural = (n: number, one: string, many: string) => `${count(n)} ${n === 1 ? one : many}`;
