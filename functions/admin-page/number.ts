/** A number as people read it, such as `1,024`. */
export const written = (number: number): string => number.toLocaleString('en');

/** A number of things, such as `1 source` or `2,000 sources`. @param one what one of them is called */
export const countOf = (number: number, one: string): string =>
  `${written(number)} ${one}${number === 1 ? '' : 's'}`;
