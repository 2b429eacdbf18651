import { useEffect, useMemo, useRef } from "react";
import { TypingPause } from "./TypingPause";

export function useTypingPause<T>(milliseconds: number, act: (value: T) => void): TypingPause<T> {
  const latest = useRef(act);
  latest.current = act;
  const pause = useMemo(() => new TypingPause<T>(milliseconds, (value) => latest.current(value)), [milliseconds]);
  useEffect(() => () => pause.cancel(), [pause]);
  return pause;
}
