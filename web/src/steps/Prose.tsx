/** A plain text with its paragraphs. */
export function Prose({ children }: { children: string }) {
  return (
    <div className="prose">
      {children
        .split(/\n+/)
        .filter((line) => line.trim())
        .map((line, index) => (
          <p key={index}>{line}</p>
        ))}
    </div>
  );
}
