/** What names a row of `rate_night`. */
type RateNightKey = Readonly<Record<"hotelId" | "roomTypeId" | "night" | "ratePlanId", number>>;

/** The primary keys of rows, as texts. */
export const nameOf = {
  type: (hotelId: number, roomTypeId: number): string => `${hotelId}/${roomTypeId}`,
  night: (hotelId: number, roomTypeId: number, night: number): string => `${hotelId}/${roomTypeId}/${night}`,
  reservation: (hotelId: number, reservationId: string): string => `${hotelId}/${reservationId}`,
  stay: (hotelId: number, reservationId: string, stayNo: number): string => `${hotelId}/${reservationId}/${stayNo}`,
  stayNight: (hotelId: number, reservationId: string, stayNo: number, night: number): string =>
    `${hotelId}/${reservationId}/${stayNo}/${night}`,
  hold: (hotelId: number, roomTypeId: number, expiresAt: number, reservationId: string): string =>
    `${hotelId}/${roomTypeId}/${expiresAt}/${reservationId}`,
  ratePlan: (hotelId: number, ratePlanId: number): string => `${hotelId}/${ratePlanId}`,
  rateNight: ({ hotelId, roomTypeId, night, ratePlanId }: RateNightKey): string =>
    `${hotelId}/${roomTypeId}/${night}/${ratePlanId}`,
  key: (hotelId: number, principal: string, key: string): string => `${hotelId}/${principal}/${key}`,
};
