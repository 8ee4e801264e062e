/** As one merchant pays them (second sheet, section 7); for other ways out none is documented. Rupiah, on top of the amount. */
export const transferFee = 3000;
export const topUpFee = 2500;
