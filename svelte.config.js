/**
 * Svelte compiles `lang="ts"` by itself (types only), so there is no preprocessor.
 *
 * @type {import('@sveltejs/vite-plugin-svelte').SvelteConfig}
 */
export default {};
