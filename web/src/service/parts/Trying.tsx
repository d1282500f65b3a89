import type { ReactNode } from 'react';
import { Problem } from '../../ui/Problem';
import { Skeletons } from '../../ui/Skeletons';
import type { Trial } from '../types';
import { wording } from '../wording';
import type { Tried } from './useTrial';

interface TryingProps<F> {
  tried: Tried<F>;
  children: (trial: Trial<F>) => ReactNode;
}

/** The figures of a trial: on their way, refused in words, or there. */
export function Trying<F>({ tried, children }: TryingProps<F>) {
  const { trial, problem, again } = tried;
  return (
    <>
      <Problem onAgain={again}>{problem}</Problem>
      {!trial && !problem && <Skeletons label={wording.looking} lines={6} />}
      {trial && children(trial)}
    </>
  );
}
