/**
 * Every page's hash, by the name of its picture.
 *
 * @type {Record<string, string>}
 */
export const ROUTES = {
  home: '#/',
  import: '#/leads/import',
  profile: '#/leads/profile',
  setup: '#/leads/setup',
  train: '#/leads/train',
  evaluate: '#/leads/evaluate',
  decide: '#/leads/decide',
  score: '#/leads/score',
  privacy: '#/privacy',
  device: '#/device',
  gallery: '#gallery',
};
