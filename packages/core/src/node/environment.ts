// Environment variables for the time of one synchronous call: how a Vulkan loader is told which drivers to take,
// without changing what the program's other parts and its children see.

export type Environment = Readonly<Record<string, string>>;

export function withEnvironment<Result>(environment: Environment, body: () => Result): Result {
  const before = Object.keys(environment).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, environment);
  try {
    return body();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
