import { useCallback, useRef, useState } from 'react';
import type { ReactNode } from 'react';

/** Room before the first slide; the snap does the rest. */
const EDGE_PX = 16;

interface SlidesProps {
  label: string;
  names: string[];
  children: ReactNode[];
}

/** Side by side on a desk; on a phone one beside the next, swiped, with a tab for each. */
export function Slides({ label, names, children }: SlidesProps) {
  const track = useRef<HTMLUListElement>(null);
  const [current, setCurrent] = useState(0);

  const onScroll = useCallback(() => {
    const list = track.current;
    if (!list) return;
    const middle = list.scrollLeft + list.clientWidth / 2;
    const places = Array.from(list.children) as HTMLElement[];
    const at = places.findIndex((place) => place.offsetLeft + place.offsetWidth > middle);
    setCurrent(at < 0 ? places.length - 1 : at);
  }, []);

  const show = (index: number) => {
    const list = track.current;
    const place = list?.children[index] as HTMLElement | undefined;
    if (list && place) list.scrollLeft = place.offsetLeft - EDGE_PX;
    setCurrent(index);
  };

  return (
    <div className="slides">
      {children.length > 1 && (
        <div className="slides__pager" role="group" aria-label={`${label}，翻看`}>
          {names.map((name, index) => (
            <button
              type="button"
              key={name}
              className="slides__tab"
              aria-current={index === current}
              onClick={() => show(index)}
            >
              {name}
            </button>
          ))}
        </div>
      )}
      <ul
        className={`slides__track slides__track--${children.length}`}
        ref={track}
        onScroll={onScroll}
        aria-label={label}
      >
        {children.map((child, index) => (
          <li className="slides__place" key={names[index]}>
            {child}
          </li>
        ))}
      </ul>
    </div>
  );
}
