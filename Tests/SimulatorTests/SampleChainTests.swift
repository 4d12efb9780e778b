// SPDX-License-Identifier: Apache-2.0

import Kernel
import Simulator
import Testing
