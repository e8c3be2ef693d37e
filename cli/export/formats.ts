/** The formats of an export. */
export const FORMATS = ['json', 'csv', 'ndjson'] as const;
export type ExportFormat = (typeof FORMATS)[number];
