import type { Language } from '../../i18n/format';
import { hashOf, LEAD_STEPS, type Route } from '../logic/route';
import { chooseFiles } from './intake';
import { defaultTop, saveList, saveProject } from './exports';
import { blockedReason } from './blocked.svelte';
import { language } from './language.svelte';
import { location } from './location.svelte';
import { privacy } from './privacy.svelte';
import { session } from './session.svelte';
import { tasks } from './tasks.svelte';
import { theme, THEMES } from './theme.svelte';

/** What the palette offers. */
export interface Command {
  readonly key: string;
  readonly text: string;
  /** Beside it, smaller. */
  readonly hint?: string;
  /** Why it cannot be done now; null where it can. */
  readonly reason?: string | null;
  readonly run: () => void;
}

const NAMES: Readonly<Record<Language, string>> = { id: 'Bahasa Indonesia', en: 'English' };

/** Every page, as commands. */
export function pageCommands(): Command[] {
  const { nav } = language.messages;
  const to = (route: Route, text: string, hint = ''): Command => ({
    key: hashOf(route),
    text,
    hint,
    run: () => location.go(route),
  });
  return [
    to({ page: 'home' }, nav.home),
    ...LEAD_STEPS.map((step) => to({ page: 'leads', step }, nav[step], nav.leads)),
    to({ page: 'privacy' }, nav.privacy),
    to({ page: 'device' }, nav.device),
  ];
}

/** What can be done from any page: open, export, language, theme. */
export function actionCommands(): Command[] {
  return [...openCommands(), ...exportCommands(), ...settingCommands()];
}

function openCommands(): Command[] {
  const { home, gate } = language.messages;
  const busy = blockedReason();
  const shut = privacy.gate === 'refused' ? gate.title : null;
  return [
    { key: 'demo', text: home.demoStart, reason: busy, run: () => void openDemo() },
    { key: 'file', text: home.choose, reason: busy ?? shut, run: chooseFiles },
  ];
}

async function openDemo(): Promise<void> {
  if (await session.openDemo()) location.go({ page: 'leads', step: 'evaluate' });
}

function exportCommands(): Command[] {
  const { score } = language.bench;
  const { task } = language.messages;
  const { scored, project } = session;
  const busy = tasks.busy ? task.busy : null;
  const top = scored ? defaultTop(scored.rows) : 0;
  const lists = (['xlsx', 'csv'] as const).map((format) => ({
    key: format,
    text: scored
      ? score.exportTop({ rows: top, format: format.toUpperCase() })
      : `${score.exportTitle}: ${format.toUpperCase()}`,
    reason: scored ? busy : score.notScored,
    run: () => void saveList(format, top),
  }));
  return [
    ...lists,
    {
      key: 'project',
      text: score.save,
      reason: project ? busy : score.noStudy,
      run: () => void saveProject(),
    },
  ];
}

function settingCommands(): Command[] {
  const { palette, top } = language.messages;
  return [
    ...(['id', 'en'] as const).map((one) => ({
      key: one,
      text: palette.language({ language: NAMES[one] }),
      run: () => void language.choose(one),
    })),
    ...THEMES.map((one) => ({
      key: one,
      text: palette.theme({ theme: top[one] }),
      run: () => theme.choose(one),
    })),
  ];
}
