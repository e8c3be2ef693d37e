import { feedEntries } from './generator';
import { wordTerms } from '../../functions/search/terms';
let n=0, terms=0; const df=new Set<string>();
for(let f=0;f<500;f++) for(const e of feedEntries(f)){ n++;  const w=wordTerms(e); terms+=w.size; for(const x of w) df.add(x); if([800,4000,20000].includes(n)) console.log(n,terms/n,df.size)}
