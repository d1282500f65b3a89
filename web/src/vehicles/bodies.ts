/** Eight side views in one style, nose to the left, on a 200 × 80 ground; drawn for this product. */
export interface Body {
  name: string;
  /** Outline from the front sill over the roof to the rear sill. */
  outline: string;
  windows: string[];
  /** Doors, rails, lamps: thin lines. */
  details: string[];
  wheels: [number, number];
  wheelRadius: number;
  /** Height of the sill. */
  sill: number;
}

export const BODIES: Record<string, Body> = {
  qinghe: {
    name: '紧凑型轿车',
    outline:
      'M17 55C12 55 11 50 12 46C13 42 18 40 26 39L58 35C68 25 80 19 94 18L116 18C131 18 143 25 153 33L180 36C187 37 189 41 189 46C189 51 188 55 184 55',
    windows: [
      'M67 34C75 27 83 23 94 22.5L101 22.5L101 34Z',
      'M106 22.5L116 22.5C127 23 136 28 143 34L106 34Z',
    ],
    details: ['M103.5 22V52', 'M109 39h7', 'M13 45h9', 'M180 42h8', 'M64 52h72'],
    wheels: [46, 151],
    wheelRadius: 11,
    sill: 55,
  },
  wangshu: {
    name: '纯电两厢车',
    outline:
      'M20 55C15 55 14 49 15 44C16 40 21 38 29 36L52 32C62 21 76 14 94 13L132 13C148 13 159 20 167 30L177 37C182 41 183 50 180 55',
    windows: [
      'M61 32C70 22 81 18 96 17.5L101 17.5L101 33Z',
      'M106 17.5L132 17.5C144 18 152 24 159 33L106 33Z',
    ],
    details: ['M103.5 17V52', 'M109 38h7', 'M17 43c4-1 7-1 10 0', 'M173 41h8', 'M162 42a4 4 0 108 0a4 4 0 10-8 0'],
    wheels: [48, 149],
    wheelRadius: 12,
    sill: 55,
  },
  xingzhi: {
    name: '插混中型轿车',
    outline:
      'M13 55C8 55 8 50 9 46C10 42 14 40 24 39L60 36C72 25 86 18 102 17L122 17C140 17 154 26 166 34L186 37C192 38 193 43 192 48C192 52 191 55 187 55',
    windows: [
      'M69 35C79 27 90 22 103 21.5L109 21.5L109 35Z',
      'M114 21.5L122 21.5C135 22 146 28 155 35L114 35Z',
    ],
    details: ['M111.5 21V52', 'M116 40h7', 'M10 45c6-2 10-2 14-1', 'M178 42h13', 'M62 51h76', 'M70 40l-3 5h5l-3 5'],
    wheels: [44, 154],
    wheelRadius: 12,
    sill: 55,
  },
  shanyue: {
    name: '紧凑型 SUV',
    outline:
      'M18 53C13 53 12 46 13 41C14 36 18 34 28 33L56 30L70 14C72 12 75 11 79 11L150 11C156 11 160 13 163 18L172 31L182 34C187 36 188 42 188 47C188 51 186 53 183 53',
    windows: ['M65 30L77 16L103 16L103 30Z', 'M108 16L150 16C154 16 156 18 158 21L163 30L108 30Z'],
    details: ['M105.5 16V50', 'M111 36h7', 'M14 40h9', 'M178 39h9', 'M82 6.5H148', 'M89 6.5V11', 'M141 6.5V11', 'M64 49h72'],
    wheels: [47, 153],
    wheelRadius: 14,
    sill: 53,
  },
  tinglan: {
    name: '纯电中大型轿车',
    outline:
      'M12 55C6 55 6 49 8 45C10 41 16 39 26 38L54 34C72 20 90 14 112 14C138 14 158 22 172 32L190 36C195 38 195 44 194 49C194 53 192 55 188 55',
    windows: [
      'M64 33C78 23 94 18.5 111 18.5L111 33Z',
      'M116 18.5C134 19 150 25 162 33L116 33Z',
    ],
    details: ['M113.5 18V52', 'M118 38h9', 'M8 44h20', 'M176 41h18', 'M62 51h78'],
    wheels: [43, 157],
    wheelRadius: 13,
    sill: 55,
  },
  yuanting: {
    name: '六座中大型 SUV',
    outline:
      'M13 53C7 53 7 46 8 41C9 36 13 34 22 33L46 29L62 13C65 10 68 9 73 9L168 9C174 9 178 11 181 17L188 31C192 34 193 42 193 47C193 51 191 53 188 53',
    windows: [
      'M55 29L68 15C69 14 71 14 73 14L92 14L92 29Z',
      'M97 14H132V29H97Z',
      'M137 14L167 14C171 14 173 15 175 19L180 29L137 29Z',
    ],
    details: ['M94.5 14V50', 'M134.5 14V50', 'M99 35h7', 'M139 35h7', 'M9 40h12', 'M186 37h7', 'M74 5H164', 'M82 5V9', 'M156 5V9'],
    wheels: [41, 160],
    wheelRadius: 14,
    sill: 53,
  },
  tongle: {
    name: '七座 MPV',
    outline:
      'M13 54C7 54 7 48 8 43C9 38 14 35 22 32L38 24C50 14 60 9 74 8L176 8C184 8 188 11 190 18L193 40C194 48 193 54 188 54',
    windows: [
      'M46 26C55 18 64 13.5 75 13L82 13L82 27Z',
      'M87 13H130V27H87Z',
      'M135 13L176 13C181 13 183 15 184 19L186 27L135 27Z',
    ],
    details: ['M84.5 13V51', 'M132.5 13V51', 'M88 33h8', 'M104 33h70', 'M10 41l11-3', 'M187 33h5'],
    wheels: [42, 160],
    wheelRadius: 12,
    sill: 54,
  },
  zaizhou: {
    name: '轻型厢式货车',
    outline:
      'M14 54C9 54 9 48 10 43L14 34L29 16C32 12 36 11 41 11L60 11L60 9C60 6 62 5 65 5L186 5C190 5 192 7 192 10L192 50C192 53 190 54 188 54',
    windows: ['M24 31L35 17C36 16 38 15.5 40 15.5L56 15.5L56 31Z'],
    details: ['M60 11V52', 'M49 36h6', 'M11 43h9', 'M82 9V50', 'M104 9V50', 'M126 9V50', 'M148 9V50', 'M170 9V50', 'M66 50h72'],
    wheels: [40, 158],
    wheelRadius: 12,
    sill: 54,
  },
};
