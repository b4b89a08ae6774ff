// Numbers of the ONNX standard that are no field numbers.

/** The operator set that is written: every runtime since 2022 has it. */
export const OPSET = 17;
/** Of files with that operator set. */
export const IR_VERSION = 8;

/** TensorProto.DataType */
export const DATA_TYPE = { float: 1, int64: 7 } as const;

/** AttributeProto.AttributeType */
export const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, tensor: 4, ints: 7 } as const;

/** TensorProto.DataLocation */
export const EXTERNAL = 1;

export const CLASSES_KEY = 'shadegrad.classes';

/** Says of a file that its pictures come in as [height, width, channels]. */
export const PRODUCER = 'shadegrad';
