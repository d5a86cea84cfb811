// SPDX-License-Identifier: GPL-2.0-only
camera { location <0, 3, -6> look_at 0 }
light_source { <10, 20, -10> rgb 1 }
plane { y, -1 pigment { checker rgb 1, rgb 0.2 } finish { reflection 0.3 } }
#for (I, 0, 60)
sphere { <sin(I) * 3, cos(I * 1.7), cos(I) * 3>, 0.6
	pigment { rgbt <0.2, 0.6, 0.9, 0.5> }
	finish { reflection 0.4 phong 1 } interior { ior 1.4 } }
#end
