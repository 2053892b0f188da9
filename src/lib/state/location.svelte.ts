import { hashOf, parseHash, type Route } from '../logic/route';

/**
 * The hash as state. Our own class and no router package: there is one level of pages, none has
 * parameters, and links are plain `href="#/..."` that work under any sub-path.
 */
class Location {
  #route = $state.raw<Route>(parseHash(window.location.hash));

  constructor() {
    window.addEventListener('hashchange', () => {
      this.#route = parseHash(window.location.hash);
      window.scrollTo(0, 0);
    });
  }

  get route(): Route {
    return this.#route;
  }

  go(route: Route): void {
    window.location.hash = hashOf(route);
  }
}

export const location = new Location();
