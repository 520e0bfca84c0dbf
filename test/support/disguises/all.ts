import type { Disguise } from './disguise';
import { opaque, shells } from './shells';
import { structures } from './structures';
import { texts } from './texts';
import { wrappers } from './wrappers';

/** Each is shown by real bash to do what it is given. */
export const allDisguises: readonly Disguise[] = [...structures, ...texts, ...shells, ...wrappers, ...opaque];
