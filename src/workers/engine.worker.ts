import './lock-down';
import { exposeJobs } from './job';
import { Librarian } from './librarian';

exposeJobs(new Librarian());
