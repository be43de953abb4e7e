/** True for addresses that programs read: they are answered in JSON, refusals too. */
export const isApi = (path: string): boolean => path === '/api' || path.startsWith('/api/');
