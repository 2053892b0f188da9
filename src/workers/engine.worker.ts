import './lock-down';
import { Engine } from './engine';
import { exposeJobs } from './job';

exposeJobs(new Engine());
