/** The months' names in feeds of a dozen languages, without accents; what two languages disagree on is left out. */
const MONTH_NAMES = [
  'jan january januar janner januari janvier janv enero ene gennaio gen janeiro styczen stycznia leden ledna январь января янв ιαν ιανουαριου',
  'feb february februar februari fevrier fevr fev febrero febbraio fevereiro luty lutego unor unora февраль февраля фев φεβ φεβρουαριου februar',
  'mar march marz maerz mrz maart mrt mars marzo marco marzec marca brezen brezna март марта мар μαρ μαρτιου marcius',
  'apr april avril avr abril abr aprile kwiecien kwietnia duben dubna апрель апреля апр απρ απριλιου aprilis',
  'may mai mei maj mayo maggio mag maio maja kveten kvetna май мая μαι μαιου majus',
  'jun june juni juin junio giugno giu junho czerwiec czerwca cerven cervna июнь июня июн ιουν ιουνιου junius',
  'jul july juli juillet juil julio luglio lug julho lipiec lipca cervenec cervence июль июля июл ιουλ ιουλιου julius',
  'aug august augustus augusti aout agosto ago sierpien sierpnia srpen srpna август августа авг αυγ αυγουστου augusztus',
  'sep sept september septembre septiembre settembre set setembro wrzesien wrzesnia zari сентябрь сентября сен σεπ σεπτ σεπτεμβριου szeptember',
  'oct october okt oktober octobre octubre ottobre ott outubro out pazdziernik pazdziernika rijen rijna октябрь октября окт οκτ οκτωβριου oktober',
  'nov november novembre noviembre novembro listopada ноябрь ноября ноя νοε νοεμβριου',
  'dec december dez dezember decembre diciembre dicembre dic dezembro desember grudzien grudnia prosinec prosince декабрь декабря дек δεκ δεκεμβριου',
];

const MONTHS = new Map(
  MONTH_NAMES.flatMap((names, month) =>
    names.split(' ').map((name): [string, number] => [fold(name), month]),
  ),
);

/** Zones by name, as minutes ahead of UTC; where a name has several meanings, that of most feeds. */
const ZONES: Record<string, number> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  west: 60,
  bst: 60,
  cet: 60,
  met: 60,
  mez: 60,
  cest: 120,
  mest: 120,
  mesz: 120,
  eet: 120,
  sast: 120,
  eest: 180,
  msk: 180,
  msd: 240,
  ist: 330,
  wib: 420,
  ict: 420,
  hkt: 480,
  sgt: 480,
  awst: 480,
  jst: 540,
  kst: 540,
  acst: 570,
  aest: 600,
  acdt: 630,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
  brt: -180,
  ndt: -150,
  nst: -210,
  adt: -180,
  et: -300,
  ct: -360,
  mt: -420,
  pt: -480,
  ast: -240,
  edt: -240,
  est: -300,
  cdt: -300,
  cst: -360,
  mdt: -360,
  mst: -420,
  pdt: -420,
  pst: -480,
  akdt: -480,
  akst: -540,
  hst: -600,
};

/** The month (0 to 11) that a word names. */
export function monthOf(word: string): number | undefined {
  return MONTHS.get(fold(word));
}

/** Minutes ahead of UTC of a zone's name. */
export function zoneOf(word: string): number | undefined {
  const name = word.toLowerCase();
  return Object.hasOwn(ZONES, name) ? ZONES[name] : undefined;
}

function fold(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
