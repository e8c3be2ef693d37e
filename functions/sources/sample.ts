/** The bundled samples of the local run: their sources' ids begin with this. */
const SAMPLE = 'sample-';

/** Whether a source is one of the bundled samples, which are no news. @param id of the source */
export const isSample = (id: string): boolean => id.startsWith(SAMPLE);
