/* How the process gets its memory from the system. */
#ifndef KIT_BASE_HEAP_H
#define KIT_BASE_HEAP_H

/* Called once, before the first allocation. Changes nothing but speed. */
void heap_prepare(void);

#endif
