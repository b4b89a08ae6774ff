// The panels that look at a network once there is one; a part of the page of their own, which loads after the first sight.

import '../drawing/draw-panel.js';
import '../evaluation/evaluation-panel.js';
import '../insides/insides-panel.js';
