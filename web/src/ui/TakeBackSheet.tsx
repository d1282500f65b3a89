import type { ReactNode } from 'react';
import { CommandButton } from './CommandButton';
import { Problem } from './Problem';
import { Sheet } from './Sheet';

interface TakeBackSheetProps {
  title: string;
  /** The button that takes back, and what it says meanwhile. */
  go: string;
  going: string;
  /** The button that leaves all as it is. */
  keep: string;
  why: string;
  busy: boolean;
  problem: string;
  onGo: () => void;
  onClose: () => void;
  /** What is taken back. */
  children: ReactNode;
}

/** Says what is taken back and what follows; one button does it. */
export function TakeBackSheet(props: TakeBackSheetProps) {
  return (
    <Sheet
      title={props.title}
      onClose={props.onClose}
      foot={
        <div className="stack stack--tight">
          <Problem>{props.problem}</Problem>
          <CommandButton full busy={props.busy} busyWords={props.going} onPress={props.onGo}>
            {props.go}
          </CommandButton>
          <CommandButton quiet full disabled={props.busy} onPress={props.onClose}>
            {props.keep}
          </CommandButton>
        </div>
      }
    >
      {props.children}
      <p className="consequence">{props.why}</p>
    </Sheet>
  );
}
