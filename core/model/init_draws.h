// How the schemes of init.cpp fill theta. Only the files of initialisation include this.
#pragma once

#include "core/model/init.h"

namespace talweg {

void draw_zeros(const Settings& settings, const Parameters& parameters, Random& random, Vector& theta);
void draw_constant(const Settings& settings, const Parameters& parameters, Random& random, Vector& theta);
void draw_uniform(const Settings& settings, const Parameters& parameters, Random& random, Vector& theta);
void draw_normal(const Settings& settings, const Parameters& parameters, Random& random, Vector& theta);
void draw_xavier_uniform(const Settings& settings, const Parameters& parameters, Random& random,
                         Vector& theta);
void draw_xavier_normal(const Settings& settings, const Parameters& parameters, Random& random,
                        Vector& theta);
void draw_kaiming_uniform(const Settings& settings, const Parameters& parameters, Random& random,
                          Vector& theta);
void draw_kaiming_normal(const Settings& settings, const Parameters& parameters, Random& random,
                         Vector& theta);
void draw_lecun_uniform(const Settings& settings, const Parameters& parameters, Random& random,
                        Vector& theta);
void draw_lecun_normal(const Settings& settings, const Parameters& parameters, Random& random, Vector& theta);
void draw_orthogonal(const Settings& settings, const Parameters& parameters, Random& random, Vector& theta);
void draw_torch_linear(const Settings& settings, const Parameters& parameters, Random& random, Vector& theta);

}  // namespace talweg
