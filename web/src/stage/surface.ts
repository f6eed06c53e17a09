/** The canvases in the page and the WebGL2 context behind them: size, pixel ratio, loss and return, read-back. */

import { Card } from "../card/card";
import { Target } from "../card/target";
import { css, type Theme } from "../layers/theme";
import { NoWebGL2, type Picture } from "./contract";

/** More pixels than this per CSS pixel cost much and show nothing. */
const FINEST = 2;

export interface SurfaceEvents {
  resized(): void;
  lost(gone: boolean): void;
}

export class Surface {
  readonly canvas = document.createElement("canvas");
  readonly overlay = document.createElement("canvas");
  readonly gl: WebGL2RenderingContext;
  readonly card: Card;
  width = 1;
  height = 1;
  pixelRatio = 1;
  gone = false;
  private readonly observer: ResizeObserver;
  private ground: readonly number[] = [0, 0, 0, 1];

  constructor(
    readonly host: HTMLElement,
    private readonly events: SurfaceEvents,
    signal: AbortSignal,
  ) {
    const gl = this.canvas.getContext("webgl2", {
      alpha: false,
      antialias: false,
      depth: true,
      stencil: false,
      powerPreference: "high-performance",
    });
    if (!gl) throw new NoWebGL2("This browser offers no WebGL2, which the scene is drawn with.");
    this.gl = gl;
    this.card = new Card(gl);
    this.mount();
    this.observer = new ResizeObserver(() => this.resize());
    this.watch(signal);
  }

  /** From now on `resized` is told of every change, the first one at once. */
  watchSize(): void {
    this.resize();
    this.observer.observe(this.host);
  }

  /** The page's own, so that what is written on the picture looks like what is written beside it. */
  get fontFamily(): string {
    return getComputedStyle(this.host).fontFamily || "sans-serif";
  }

  /** Whether the processor draws, not a graphics card. */
  get software(): boolean {
    const { gl } = this;
    const known = gl.getExtension("WEBGL_debug_renderer_info");
    const name = String(gl.getParameter(known ? known.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
    return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);
  }

  get largestPoint(): number {
    const range: unknown = this.gl.getParameter(this.gl.ALIASED_POINT_SIZE_RANGE);
    return range instanceof Float32Array ? (range[1] ?? 64) : 64;
  }

  setTheme(theme: Theme): void {
    this.ground = [...theme.ground.map((channel) => channel / 255), 1];
    this.host.style.backgroundColor = css(theme.ground);
  }

  /** The bare ground, on what is bound. */
  clear(): void {
    this.card.clear(this.ground);
  }

  /** On the bare ground of the canvas. */
  render(draw: () => void): void {
    const { gl, canvas } = this;
    gl.viewport(0, 0, canvas.width, canvas.height);
    this.clear();
    draw();
  }

  /** Draw over what is on the canvas. */
  renderOver(draw: () => void): void {
    const { gl, canvas } = this;
    gl.viewport(0, 0, canvas.width, canvas.height);
    this.card.clear(null);
    draw();
  }

  /** The same on a canvas of another size, on the theme's ground or on none: RGBA, premultiplied, bottom row first. */
  renderApart(draw: () => void, width: number, height: number, opaque: boolean): Uint8Array {
    const { gl, card } = this;
    const target = new Target(card, width, height);
    const pixels = new Uint8Array(width * height * 4);
    target.hold(() => {
      card.clear(opaque ? this.ground : [0, 0, 0, 0]);
      draw();
      gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    });
    target.dispose();
    return pixels;
  }

  /** The pixels of the picture just rendered: call it in the same task. */
  read(): Picture {
    const { gl } = this;
    const { drawingBufferWidth: width, drawingBufferHeight: height } = gl;
    const data = new Uint8ClampedArray(width * height * 4);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(data.buffer));
    flipRows(data, width * 4);
    return { width, height, data };
  }

  dispose(): void {
    this.observer.disconnect();
    this.gl.getExtension("WEBGL_lose_context")?.loseContext();
    this.canvas.remove();
    this.overlay.remove();
  }

  private mount(): void {
    for (const canvas of [this.canvas, this.overlay]) {
      Object.assign(canvas.style, { position: "absolute", inset: "0", width: "100%", height: "100%" });
      this.host.append(canvas);
    }
    this.overlay.style.pointerEvents = "none";
    this.overlay.setAttribute("aria-hidden", "true");
    if (getComputedStyle(this.host).position === "static") this.host.style.position = "relative";
  }

  private watch(signal: AbortSignal): void {
    const listen = (type: string, gone: boolean): void =>
      this.canvas.addEventListener(
        type,
        (event) => {
          event.preventDefault();
          this.gone = gone;
          if (!gone) this.card.renew();
          // An empty canvas is white or black; the ground behind it is the theme's.
          this.canvas.style.visibility = gone ? "hidden" : "";
          this.events.lost(gone);
        },
        { signal },
      );
    listen("webglcontextlost", true);
    listen("webglcontextrestored", false);
    window.addEventListener("resize", () => this.resize(), { signal });
  }

  private resize(): void {
    const width = Math.max(1, this.host.clientWidth);
    const height = Math.max(1, this.host.clientHeight);
    const pixelRatio = Math.min(FINEST, window.devicePixelRatio || 1);
    if (width === this.width && height === this.height && pixelRatio === this.pixelRatio) return;
    Object.assign(this, { width, height, pixelRatio });
    for (const canvas of [this.canvas, this.overlay]) {
      canvas.width = Math.floor(width * pixelRatio);
      canvas.height = Math.floor(height * pixelRatio);
    }
    this.events.resized();
  }
}

/** WebGL reads from the bottom up. */
export function flipRows(data: Uint8ClampedArray, stride: number): void {
  const held = new Uint8ClampedArray(stride);
  const rows = data.length / stride;
  for (let top = 0; top < rows >> 1; top++) {
    const upper = top * stride;
    const lower = (rows - 1 - top) * stride;
    held.set(data.subarray(upper, upper + stride));
    data.copyWithin(upper, lower, lower + stride);
    data.set(held, lower);
  }
}
