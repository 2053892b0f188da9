import './lock-down';
import { Engine } from './engine';
import { exposeOn, linesGiven } from './job';
import { launchByPage } from './launch-by-page';

void linesGiven().then(([line, wishes]) => {
  exposeOn(line, new Engine(launchByPage(wishes)));
});
