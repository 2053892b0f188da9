import { mkdir } from 'node:fs/promises';
import { launch } from 'puppeteer-core';
import { findBrowser } from '../../scripts/lib/browser.js';
import type { Opened, OpenOptions } from './opened';

type Preferences = Readonly<Record<string, string | number | boolean>>;

/** Under these Firefox asks for nothing by itself. */
const QUIET: Preferences = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.region.update.enabled': false,
  'browser.safebrowsing.provider.google4.updateURL': '',
  'browser.safebrowsing.provider.mozilla.updateURL': '',
  'browser.search.region': 'US',
  'datareporting.usage.uploadEnabled': false,
  'dom.push.connection.enabled': false,
  'extensions.blocklist.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'media.gmp-provider.enabled': false,
  'messaging-system.rsexperimentloader.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.http.http3.enable': false,
  'network.trr.mode': 5,
  // An address where nobody listens: with none at all it falls back to its maker's.
  'services.settings.server': 'http://127.0.0.1:1/v1',
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.server': '',
  'toolkit.telemetry.unified': false,
};

/** Opens Firefox, driven by WebDriver BiDi. Fails where there is none. */
export async function openFirefox(options: OpenOptions): Promise<Opened> {
  const executablePath = findBrowser('firefox');
  if (executablePath === null) throw new Error('no Firefox; set FIREFOX_PATH');
  await mkdir(options.downloads, { recursive: true });
  const browser = await launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    userDataDir: options.profile,
    extraPrefsFirefox: preferences(options),
    // Without it a released Firefox takes no other address for its remote settings.
    env: { ...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: '1' },
  });
  const page = (await browser.pages())[0] ?? (await browser.newPage());
  return { browser, page };
}

/** What Chromium is told by flags and its debugging protocol. */
function preferences(options: OpenOptions): Preferences {
  const { hostname, port } = new URL(options.proxy);
  return {
    ...QUIET,
    // Everything but this computer goes to the proxy.
    'network.proxy.type': 1,
    'network.proxy.http': hostname,
    'network.proxy.http_port': Number(port),
    'network.proxy.ssl': hostname,
    'network.proxy.ssl_port': Number(port),
    'network.proxy.failover_direct': false,
    'browser.download.folderList': 2,
    'browser.download.dir': options.downloads,
    'browser.download.alwaysOpenPanel': false,
    'intl.accept_languages': options.language,
    // 0 is dark, 1 light.
    'layout.css.prefers-color-scheme.content-override': options.dark ? 0 : 1,
    'ui.prefersReducedMotion': 1,
    'browser.privatebrowsing.autostart': options.isPrivate,
  };
}
