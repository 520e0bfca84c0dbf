import type { Format } from '../fact';
import { buildScripts } from './buildScripts';
import { cmake } from './cmake';
import { dockerfile } from './dockerfile';
import { goGenerate, goModule } from './goFiles';
import { justfile } from './justfile';
import { makefile } from './makefile';
import { shellScript } from './shellScript';
import { terraform } from './terraform';

/** Files that say how a project is built, started and shipped: what they say is run. */
export const builds: readonly Format[] = [
  shellScript,
  makefile,
  justfile,
  dockerfile,
  cmake,
  terraform,
  goGenerate,
  goModule,
  ...buildScripts,
];
