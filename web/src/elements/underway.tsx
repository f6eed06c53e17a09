/** Work that takes its time: what it does, how far it is, and a way out. */

interface UnderwayProps {
  readonly said: string;
  /** From 0 to 1; null while that is not known. */
  readonly share: number | null;
  readonly cancel: string;
  readonly onCancel: () => void;
}

export function Underway({ said, share, cancel, onCancel }: UnderwayProps) {
  return (
    <div class="underway">
      <p>
        <span class="text">{said}</span>
        <button type="button" class="quiet" onClick={onCancel}>
          {cancel}
        </button>
      </p>
      <progress aria-label={said} max={1} value={share ?? undefined} />
    </div>
  );
}
