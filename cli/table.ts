const GAP = '  ';

/**
 * Rows of text as aligned columns, one line each. The last column may hold what is wider or narrower than it
 * is long: nothing stands behind it.
 * @param right indexes of columns that are set flush right
 */
export function columns(rows: string[][], right: number[] = []): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = column === row.length - 1 ? 0 : (widths[column] ?? 0);
        return right.includes(column) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join(GAP),
  );
}
