import type { Program } from './program';

export const otherVcsPrograms: readonly Program[] = [
  {
    names: 'tig gitk git-gui lazygit',
    loose: true,
    see: (call) => call.unknown('program.beyond', call.name, 'opens an interactive program'),
  },
];
