//! part
int exported_under_another_name(void);
int real_function(int x) { return x * 3; }
int real_object = 55;
int ask(void) { return exported_under_another_name(); }
