import type { MutationResolvers } from '../generated/graph.ts';
import { logIn } from '../log-in/log-in.ts';
import { register } from './register.ts';

export const registrationMutations: Pick<MutationResolvers, 'register' | 'logIn'> = {
  register: (_parent, { input }, { services }) => register(services, input),
  logIn: (_parent, { input }, { services }) => logIn(services, input),
};
