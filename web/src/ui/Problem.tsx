import { Icon } from './Icon';

interface ProblemProps {
  children: string;
  /** Offers to look once more. */
  onAgain?: () => void;
  again?: string;
}

/** What went wrong, in words and with a sign; nothing when nothing did. */
export function Problem({ children, onAgain, again = '再试一次' }: ProblemProps) {
  if (!children) return null;
  return (
    <div className="problem" role="alert">
      <Icon name="alert" />
      <p className="problem__words">{children}</p>
      {onAgain && (
        <button type="button" className="button problem__again" onClick={onAgain}>
          {again}
        </button>
      )}
    </div>
  );
}
