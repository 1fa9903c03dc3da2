import { ApiProperty } from '@nestjs/swagger';
import { IsMailAddress } from '#validation';

export class SuppressedAddressDto {
  @ApiProperty({
    format: 'email',
    description: 'The address, in any spelling.',
    example: 'aino@city.example',
    maxLength: 254,
  })
  @IsMailAddress()
  address!: string;
}

export class LiftedView {
  @ApiProperty({ description: 'What was done.', enum: ['lifted'], example: 'lifted' }) outcome!: 'lifted';
}
