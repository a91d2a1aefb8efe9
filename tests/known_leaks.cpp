// Leaks of libraries that no change of ours can mend, for LeakSanitizer; part of every test program under it.
// fontconfig 2.14 loses one pattern of 288 bytes while it reads its own configuration.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig"; }
