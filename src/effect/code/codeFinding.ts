/**
 * What a piece of code does beside computing and printing. `shell`: text it gives to a shell; `run`: a module of the
 * project it loads; `unknown`: anything that isn't plain.
 */
export interface CodeFinding {
  readonly kind: 'read' | 'write' | 'delete' | 'names' | 'folder' | 'run' | 'shell' | 'environment' | 'unknown';
  readonly what: string;
}
