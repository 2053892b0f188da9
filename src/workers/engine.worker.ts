import './lock-down';
import { Engine } from './engine';
import { exposeOn, firstMessage } from './job';
import { launchByPage } from './launch-by-page';

void firstMessage().then(({ ports: [line, wishes] }) => {
  exposeOn(line, new Engine(launchByPage(wishes)));
});
