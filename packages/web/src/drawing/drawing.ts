// The commands of the drawing board. Whenever the picture is another, or the weights are, the network is asked what it
// sees; while it trains, a few times a second.

import { toDigit } from '@shadegrad/data';
import { failureOf } from '../design/failure.js';
import type { AppState } from '../store/app-state.js';
import type { Store } from '../store/store.js';
import { hasNetwork } from '../training/run-state.js';
import { Latest } from '../worker/latest.js';
import type { RemoteTraining } from '../worker/connect.js';
import { DIGIT_SIDE, type DrawingState, initialDrawing, type Preparation } from './drawing-state.js';
import { type LaidPicture, type Mark, undo, visibleMarks, wipe } from './marks.js';
import { readPicture } from './read-picture.js';

/** Between two predictions with weights that are being trained, in ms. */
const TRAINING_INTERVAL = 250;

export class Drawing {
  readonly #store: Store<AppState>;
  readonly #worker: RemoteTraining;
  readonly #predictions = new Latest(() => this.#predict());
  /** What was last asked about. */
  #asked: { readonly picture?: Uint8Array; readonly run?: AppState['run']; readonly at: number } = { at: 0 };

  constructor(store: Store<AppState>, worker: RemoteTraining) {
    this.#store = store;
    this.#worker = worker;
    store.subscribe(() => this.#follow());
  }

  change(change: Partial<Pick<DrawingState, 'tool' | 'penWidth' | 'preparation'>>): void {
    this.#update(change);
  }

  add(mark: Mark): void {
    this.#setMarks([...this.#state.marks, mark]);
  }

  undo(): void {
    this.#setMarks(undo(this.#state.marks));
  }

  wipe(): void {
    this.#setMarks(wipe(this.#state.marks));
  }

  /** Lays a test picture on the board. */
  async showTest(position: number): Promise<void> {
    const { data } = this.#store.state;
    if (data.phase !== 'ready') return;
    const { shape, classes } = data.summary;
    const [height, width, channels] = shape;
    await this.#lay(async () => {
      const { images, labels } = await this.#worker.pictures('test', [position]);
      const amounts = Float32Array.from({ length: height * width }, (_, i) => {
        const pixel = images.subarray(i * channels, (i + 1) * channels);
        return pixel.reduce((sum, value) => sum + value, 0) / (255 * channels);
      });
      const what = `test picture ${position}, a ${classes[labels[0] ?? 0]}`;
      return { kind: 'picture', width, height, amounts, exact: images, what };
    });
  }

  /** Lays a picture file on the board. */
  async showFile(file: Blob, name: string): Promise<void> {
    await this.#lay(() => readPicture(file, name));
  }

  /** Takes in how the board looks: RGBA, ink where it is opaque. */
  see({ data, width, height }: Pick<ImageData, 'data' | 'width' | 'height'>, isDrawing: boolean): void {
    const [first, ...others] = visibleMarks(this.#state.marks);
    if (first?.kind === 'picture' && first.exact && others.length === 0 && !isDrawing) {
      this.#setPicture(first.exact);
      return;
    }
    const { preparation } = this.#state;
    this.#setPicture(this.takesDrawings ? digitOf(data, width, height, preparation) : undefined);
  }

  /** Whether the pictures at hand are of the size that the board makes. */
  get takesDrawings(): boolean {
    return takesDrawings(this.#store.state);
  }

  get #state(): DrawingState {
    return this.#store.state.drawing;
  }

  #update(change: Partial<DrawingState>): void {
    this.#store.update(({ drawing }) => ({ drawing: { ...drawing, ...change } }));
  }

  #setMarks(marks: readonly Mark[]): void {
    const { failure: _, ...rest } = this.#state;
    this.#store.update({ drawing: { ...rest, marks } });
  }

  #setPicture(picture: Uint8Array | undefined): void {
    if (picture === this.#state.picture) return;
    const { picture: _, prediction, ...rest } = this.#state;
    const kept = picture === undefined ? {} : { picture, ...(prediction && { prediction }) };
    this.#store.update({ drawing: { ...rest, ...kept } });
  }

  async #lay(make: () => Promise<LaidPicture>): Promise<void> {
    try {
      this.add(await make());
    } catch (error) {
      this.#update({ failure: failureOf(error) });
    }
  }

  /** Asks anew where picture or weights are others than those last asked about. */
  #follow(): void {
    const { drawing, run, data } = this.#store.state;
    if (data.phase === 'loading' && drawing.marks.length > 0) {
      // What lies on the board belongs to the pictures before.
      const { tool, penWidth, preparation } = drawing;
      this.#store.update({ drawing: { ...initialDrawing, tool, penWidth, preparation } });
      return;
    }
    if (!hasNetwork(run)) {
      if (drawing.prediction !== undefined) {
        const { prediction: _, ...rest } = drawing;
        this.#store.update({ drawing: rest });
      }
      return;
    }
    if (drawing.picture === undefined) return;
    const isSoon = run.phase === 'running' && performance.now() - this.#asked.at < TRAINING_INTERVAL;
    const isNew = drawing.picture !== this.#asked.picture || (run !== this.#asked.run && !isSoon);
    if (!isNew) return;
    this.#asked = { picture: drawing.picture, run, at: performance.now() };
    void this.#predictions.request();
  }

  async #predict(): Promise<void> {
    const { drawing, run } = this.#store.state;
    const { picture } = drawing;
    if (picture === undefined || !hasNetwork(run)) return;
    try {
      const probabilities = await this.#worker.predict(picture);
      if (this.#state.picture === undefined || this.#store.state.run.config !== run.config) return;
      this.#update({ prediction: { probabilities: [...probabilities], step: run.progress?.step ?? 0 } });
    } catch (error) {
      if (hasNetwork(this.#store.state.run)) this.#update({ failure: failureOf(error) });
    }
  }
}

/** What the network sees of a board; nothing where there is no ink that could be told from the ground. */
function digitOf(
  data: Uint8ClampedArray,
  width: number,
  height: number,
  preparation: Preparation,
): Uint8Array | undefined {
  try {
    return toDigit(data, width, height, 4, preparation).pixels;
  } catch {
    return undefined;
  }
}

/** Whether the pictures at hand are of the size that the board makes. */
export function takesDrawings({ data }: AppState): boolean {
  return data.phase !== 'ready' || data.summary.shape.join() === `${DIGIT_SIDE},${DIGIT_SIDE},1`;
}
