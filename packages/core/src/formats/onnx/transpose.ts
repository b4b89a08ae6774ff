// Weights between layouts.

/** Row-major data of `shape`, its axes in the order `axes`: `[3, 2, 0, 1]` makes [kh, kw, in, out] into [out, in, kh, kw]. */
export function transposed(
  data: Float32Array,
  shape: readonly number[],
  axes: readonly number[],
): Float32Array<ArrayBuffer> {
  const strides = shape.map((_, axis) => product(shape.slice(axis + 1)));
  const steps = axes.map((axis) => ({ extent: shape[axis] ?? 1, stride: strides[axis] ?? 1, at: 0 }));
  const result = new Float32Array(data.length);
  let offset = 0;
  for (let i = 0; i < result.length; i++) {
    result[i] = data[offset] ?? 0;
    // As an odometer counts: the last axis first, and what is full begins again.
    for (let place = steps.length - 1; place >= 0; place--) {
      const step = steps[place];
      if (step === undefined) break;
      step.at++;
      offset += step.stride;
      if (step.at < step.extent) break;
      offset -= step.extent * step.stride;
      step.at = 0;
    }
  }
  return result;
}

const product = (extents: readonly number[]): number => extents.reduce((total, extent) => total * extent, 1);
