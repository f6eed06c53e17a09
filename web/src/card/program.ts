/** A program on the card. It is begun at once and asked about only when it is first needed: meanwhile the card compiles. */

import type { Card } from "./card";
import type { Texture } from "./texture";

export type Value = number | readonly number[] | Float32Array | Uint32Array | Texture | null;
/** What programs are told beside the numbers of each corner; several programs may share one. */
export type Uniforms = Record<string, { value: Value }>;

export interface Sources {
  readonly vertex: string;
  readonly fragment: string;
  /** Names of what is read for each corner; the order says where. */
  readonly corners: readonly string[];
  /** Names that are defined for both. */
  readonly defines?: readonly string[];
}

interface Told {
  readonly name: string;
  readonly type: number;
  readonly location: WebGLUniformLocation | null;
}

export class Program {
  private raw: WebGLProgram | null = null;
  private made = -1;
  private told: readonly Told[] | null = null;

  constructor(
    private readonly card: Card,
    private readonly sources: Sources,
  ) {
    this.begin();
  }

  /** What is drawn next is drawn by this, told these. Throws where the card refuses the program. */
  use(uniforms: Uniforms): void {
    const { gl, generation } = this.card;
    if (this.made !== generation) this.begin();
    gl.useProgram(this.raw);
    this.told ??= this.look();
    let place = 0;
    for (const one of this.told) place += this.tell(one, uniforms[one.name]?.value ?? null, place);
  }

  /** What is drawn next is drawn by this, told nothing: for drawings that only make the card ready. Waits for nothing. */
  rehearse(): void {
    if (this.made !== this.card.generation) this.begin();
    this.card.gl.useProgram(this.raw);
  }

  dispose(): void {
    if (this.made === this.card.generation) this.card.gl.deleteProgram(this.raw);
    this.made = -1;
  }

  private begin(): void {
    const { gl, generation } = this.card;
    const { vertex, fragment, corners, defines = [] } = this.sources;
    const head = `#version 300 es\n${defines.map((name) => `#define ${name}\n`).join("")}`;
    const program: WebGLProgram | null = gl.createProgram();
    this.raw = program;
    this.made = generation;
    this.told = program ? null : [];
    if (!program) return; // Nothing can be made on a card that is lost; it is made when that is back.
    for (const [kind, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]] as const) {
      const shader = gl.createShader(kind);
      if (!shader) continue;
      gl.shaderSource(shader, head + source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
      gl.deleteShader(shader);
    } // biome-ignore format: two kinds
    corners.forEach((name, place) => {
      gl.bindAttribLocation(program, place, name);
    });
    gl.linkProgram(program);
  }

  /** Waits until the program is there. */
  private look(): readonly Told[] {
    const { gl } = this.card;
    const program = this.raw as WebGLProgram;
    const count = Number(gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS) ?? 0);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost())
      throw new Error(`the graphics card refuses a program: ${gl.getProgramInfoLog(program)}`);
    return Array.from({ length: count }, (_, at) => {
      const found = gl.getActiveUniform(program, at);
      const name = found?.name.replace("[0]", "") ?? "";
      return { name, type: found?.type ?? 0, location: gl.getUniformLocation(program, name) };
    });
  }

  /** How many places for textures it took. */
  private tell({ type, location }: Told, value: Value, place: number): number {
    const { gl } = this.card;
    if (value === null) return 0;
    if (typeof value === "object" && "bind" in value) {
      value.bind(place);
      gl.uniform1i(location, place);
      return 1;
    }
    const several = typeof value === "number" ? [value] : value;
    if (type === gl.FLOAT) gl.uniform1fv(location, several);
    else if (type === gl.FLOAT_VEC2) gl.uniform2fv(location, several);
    else if (type === gl.FLOAT_VEC3) gl.uniform3fv(location, several);
    else if (type === gl.INT) gl.uniform1iv(location, several);
    else gl.uniform1uiv(location, several);
    return 0;
  }
}
