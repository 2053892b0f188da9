/** A team and its pace. */
export interface Team {
  readonly agents: number;
  /** Working hours of one agent in the period. */
  readonly hours: number;
  readonly minutesPerAttempt: number;
  readonly attemptsPerLead: number;
}

/** Leads the team can work: floor(agents x hours x 60 / minutes / attempts); 0 for anything not above 0. */
export function capacity({ agents, hours, minutesPerAttempt, attemptsPerLead }: Team): number {
  const leads = Math.floor((agents * hours * 60) / (minutesPerAttempt * attemptsPerLead));
  return Number.isFinite(leads) && leads > 0 ? leads : 0;
}
