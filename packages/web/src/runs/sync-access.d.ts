// Files that a worker writes at once and flushes; TypeScript's library for pages leaves them out.
// https://fs.spec.whatwg.org/#api-filesystemsyncaccesshandle

interface FileSystemSyncAccessHandle {
  write(bytes: BufferSource, options?: { at?: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

interface FileSystemFileHandle {
  createSyncAccessHandle(): Promise<FileSystemSyncAccessHandle>;
}
