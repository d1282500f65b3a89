/** Steps in which somebody has to be brought in, or another in his place. */
export const ABOUT_PEOPLE = /^(invite|send_link|replace_signer)/;
