// What the networks of this folder can be made with.

export interface NetworkOptions {
  /** What the model is called. @default the network's own name: `classic`, `small`, `tiny` */
  readonly name?: string;
  /** Of one picture, [height, width, channels]. @default MNIST's, [28, 28, 1] */
  readonly inputShape?: readonly [height: number, width: number, channels: number];
  /** How many classes there are. @default 10 */
  readonly classes?: number;
}

export const MNIST_SHAPE = [28, 28, 1] as const;
export const MNIST_CLASSES = 10;
