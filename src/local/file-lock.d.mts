export function lockFile(path: string, waitSeconds: number): number | undefined;
