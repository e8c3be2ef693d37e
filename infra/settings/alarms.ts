/** Who is told when something is wrong, and what a month may cost before they are. */
export interface AlarmSettings {
  /** where alarms are mailed to; null where nobody is told */
  readonly email: string | null;
  /** in US dollars */
  readonly monthlyBudget: number;
}

const DEFAULT_BUDGET = 20;

/** The settings of alarms, by what was said. */
export const alarmSettings = ({
  alarmEmail,
  monthlyBudget = DEFAULT_BUDGET,
}: {
  readonly alarmEmail?: string;
  readonly monthlyBudget?: number;
}): AlarmSettings => ({ email: alarmEmail ?? null, monthlyBudget });
